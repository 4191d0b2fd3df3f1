const width = 28

/**
 * A name that fits a receipt line of 28 characters: the size stays whole, words of the kind are shortened from the end.
 *
 * @example receiptName('Anti-Dandruff Shampoo with Aloe', '12 fl oz') // 'Anti-Dandruff Shamp 12 fl oz'
 */
export function receiptName(kind: string, size: string): string {
  const tail = size === '' ? '' : ` ${size}`
  const room = width - tail.length
  return (kind.length <= room ? kind : kind.slice(0, room).trimEnd()) + tail
}
