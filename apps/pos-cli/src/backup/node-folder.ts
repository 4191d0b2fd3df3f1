import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import type { Manifest } from './manifest.ts'

/** Where a server keeps its data. */
export type NodeFolder = { readonly kind: Manifest['kind']; readonly folder: string }

/**
 * The nodes of a folder: the one it belongs to, or those of a chain.
 *
 * @throws Refusal when it holds none
 */
export function nodesIn(folder: string): readonly NodeFolder[] {
  const own = nodeOf(folder)
  if (own) return [own]
  const found = existsSync(folder)
    ? readdirSync(folder)
        .toSorted()
        .flatMap((name) => nodeOf(join(folder, name)) ?? [])
    : []
  if (found.length === 0) throw new Refusal(`There is neither a store nor a head office in ${folder}.`)
  return found
}

function nodeOf(folder: string): NodeFolder | undefined {
  if (existsSync(join(folder, 'ops.db'))) return { kind: 'store', folder }
  if (existsSync(join(folder, 'postgres'))) return { kind: 'head office', folder }
  return undefined
}

/** Records, what is made anew from them or from head office, and what a running server leaves. */
const NOT_KEPT =
  /^(ops\.db.*|catalog-\d+\.db.*|store\.lock.*|lineage\.mark.*|snapshots|postgres|logs|running\.json|\.pos-v2|replaced-.*)$/

/** Keys, certificates and anchors of a node: small files that nothing else can give back. */
export function keysIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => !NOT_KEPT.test(name))
}
