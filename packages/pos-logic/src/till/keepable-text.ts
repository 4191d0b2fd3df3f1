/** Whether a text that was keyed in can be stored by every server above: no NUL, no half of a character, not too long. */
export function isKeepable(text: string, maxLength: number): boolean {
  return text.length <= maxLength && text.isWellFormed() && !text.includes('\0')
}
