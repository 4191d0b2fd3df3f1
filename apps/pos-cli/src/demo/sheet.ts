import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A line of the sign-in table: who, with what, and a remark. */
export type SignIn = { readonly who: string; readonly secret: string; readonly note?: string }

/** What the start prints about the demo chain. Kept in `demo.json`; the secrets are those of the demo only. */
export type DemoSheet = {
  readonly company: string
  /** User name and password. */
  readonly headOffice: readonly SignIn[]
  /** Name and PIN, with the store and the job as remark. */
  readonly tills: readonly SignIn[]
  /** Register and device code. */
  readonly deviceCodes: readonly SignIn[]
  /** Store and its single-use token. */
  readonly provisioningTokens: readonly SignIn[]
}

/** The sheet of a chain that is completely prepared, or `undefined`. */
export function readDemoSheet(folder: string): DemoSheet | undefined {
  const file = sheetFile(folder)
  if (!existsSync(file)) return undefined
  const sheet: DemoSheet = JSON.parse(readFileSync(file, 'utf8'))
  return sheet
}

/** Writes the sheet as a whole or not at all: its presence says that the chain is completely prepared. */
export function writeDemoSheet(folder: string, sheet: DemoSheet): void {
  const file = sheetFile(folder)
  writeFileSync(`${file}.new`, JSON.stringify(sheet, null, 2))
  renameSync(`${file}.new`, file)
}

function sheetFile(folder: string): string {
  return join(folder, 'demo.json')
}
