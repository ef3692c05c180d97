// A stand-in: the program is checked beside it, never run.
package main

func main() {}
