const PLACEHOLDER = /\{(\w+)\}/g

/** The names in braces, in the order of the sentence. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
}

/** Puts `fill(name)` where a sentence names a parameter; what it does not know stays visible as the bare name. */
export function fillPlaceholders(text: string, fill: (name: string) => string | undefined): string {
  return text.replace(PLACEHOLDER, (_, name: string) => fill(name) ?? name)
}
