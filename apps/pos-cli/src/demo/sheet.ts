import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'

/** Raised when the sheet changes its shape. */
const VERSION = 2

/** A line of the sign-in table: who, with what, and a remark. */
export type SignIn = { readonly who: string; readonly secret: string; readonly note?: string }

/** What the start prints about the demo chain. Kept in `demo.json`; the secrets are those of the demo only. */
export type DemoSheet = {
  readonly company: string
  /** What sign-in at head office asks for beside the user name. */
  readonly tenant: string
  /** User name and password, of those who work at head office. */
  readonly headOffice: readonly SignIn[]
  /** User name and password, of those who manage a store. */
  readonly managers: readonly SignIn[]
  /** Name and PIN, with the store and the job as remark. */
  readonly tills: readonly SignIn[]
  /** Register and device code. */
  readonly deviceCodes: readonly SignIn[]
  /** Store and its single-use token. */
  readonly provisioningTokens: readonly SignIn[]
}

/**
 * The sheet of a chain that is completely prepared, or `undefined`.
 *
 * @throws Refusal for a sheet that another version wrote
 */
export function readDemoSheet(folder: string): DemoSheet | undefined {
  const file = sheetFile(folder)
  if (!existsSync(file)) return undefined
  const { version, ...sheet }: DemoSheet & { version?: number } = JSON.parse(readFileSync(file, 'utf8'))
  if (version === VERSION) return sheet
  throw new Refusal(`The demo data in ${folder} is of another version: "npm start -- --fresh" begins anew.`)
}

/** Writes the sheet as a whole or not at all: its presence says that the chain is completely prepared. */
export function writeDemoSheet(folder: string, sheet: DemoSheet): void {
  const file = sheetFile(folder)
  writeFileSync(`${file}.new`, JSON.stringify({ version: VERSION, ...sheet }, null, 2))
  renameSync(`${file}.new`, file)
}

function sheetFile(folder: string): string {
  return join(folder, 'demo.json')
}
