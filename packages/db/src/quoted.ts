/** An SQL identifier as it must be written so that any name is only a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
