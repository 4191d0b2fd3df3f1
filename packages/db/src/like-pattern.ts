/** A pattern for LIKE that fits whatever holds `text`. A backslash escapes: SQLite has to be told so, PostgreSQL knows. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}
