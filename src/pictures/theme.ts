/** For which background a picture is drawn; `auto` follows what its viewer prefers, where the format can. */
export type Theme = 'light' | 'dark' | 'auto'
