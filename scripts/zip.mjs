// Writes a zip file: what a .vsix is. Entries are in the given order and without times, so that equal files give equal bytes.
import { deflateRawSync } from 'node:zlib'

/** @param {readonly { readonly name: string, readonly data: Buffer }[]} entries */
export function zip(entries) {
  const files = []
  const directory = []
  let offset = 0
  for (const { name, data } of entries) {
    const path = Buffer.from(name)
    const packed = deflateRawSync(data, { level: 9 })
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    // Names are UTF-8; deflated; the first day that the format knows.
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt16LE(0x21, 8)
    fields.writeUInt32LE(checksum(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(data.length, 18)
    fields.writeUInt16LE(path.length, 22)
    files.push(signature(0x04034b50), fields, path, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(signature(0x02014b50), version, fields, place, path)
    offset += 4 + fields.length + path.length + packed.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, ...directory, signature(0x06054b50), end])
}

/** Made by a program that writes version 2.0. */
const version = Buffer.from([20, 0])

function signature(number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32, which Node itself has from 22 on. */
function checksum(data) {
  let sum = 0xffffffff
  for (const byte of data) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}
