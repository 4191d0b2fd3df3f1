/**
 * A code that says what a name says.
 *
 * @example codeFrom('Gerente de línea', '_') // 'gerente_de_linea'
 */
export function codeFrom(name: string, joint: '_' | '-'): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '')
  return words
    .join(joint)
    .replace(/^[^a-z]+/, '')
    .slice(0, 64)
}
