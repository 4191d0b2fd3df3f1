import { crc32 } from 'node:zlib'

/**
 * One durable step of the log: `<crc32, 8 hex digits> <bytes of body> <body>\n`. The body is JSON on one line, so a log
 * can be read with any text tool.
 */
export function encodeFrame(body: string): Buffer {
  const bytes = Buffer.from(body)
  const head = `${crc32(bytes).toString(16).padStart(8, '0')} ${bytes.length} `
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, NEWLINE])
}

const NEWLINE = Buffer.from('\n')
const NEWLINE_BYTE = 0x0a
const SPACE_BYTE = 0x20
/** `ffffffff 4294967295 ` */
const LONGEST_HEAD = 20

type Frame = { readonly body: string; readonly end: number }

/** The frame that begins at `start`, or undefined when the bytes there are not a whole, undamaged frame. */
function frameAt(log: Buffer, start: number): Frame | undefined {
  const lengthAt = start + 9
  const bodyAt = log.subarray(lengthAt, start + LONGEST_HEAD).indexOf(SPACE_BYTE) + lengthAt + 1
  if (bodyAt === lengthAt) return undefined
  const length = Number(log.toString('latin1', lengthAt, bodyAt - 1))
  const end = bodyAt + length + 1
  if (!Number.isSafeInteger(length) || end > log.length || log[end - 1] !== NEWLINE_BYTE) return undefined
  const body = log.subarray(bodyAt, end - 1)
  if (log.toString('latin1', start, start + 9) !== `${crc32(body).toString(16).padStart(8, '0')} `) return undefined
  return { body: body.toString('utf8'), end }
}

/**
 * Calls `visit` with the body of each whole frame and returns where the whole part ends. What follows is a torn tail:
 * a step that no one was promised.
 *
 * @throws Error when whole frames follow a broken one: then promised data is damaged, and dropping it would hide that
 */
export function readFrames(log: Buffer, visit: (body: string) => void): number {
  let at = 0
  for (let frame = frameAt(log, at); frame; frame = frameAt(log, at)) {
    visit(frame.body)
    at = frame.end
  }
  for (let next = log.indexOf(NEWLINE_BYTE, at); next >= 0; next = log.indexOf(NEWLINE_BYTE, next + 1)) {
    if (frameAt(log, next + 1))
      throw new Error(`The journal is damaged at byte ${at}: whole entries follow a broken one`)
  }
  return at
}
