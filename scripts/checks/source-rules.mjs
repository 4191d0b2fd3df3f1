import { isTest, linesThat } from './source-files.mjs'

// A server that the program itself started, the default of a setting, the tests whether a peer or a page is of this
// machine, and the names a certificate is made out to.
const mayNameAddresses = /^packages\/db\/src\/embedded\/|\/(config|chain-plan|packing|cookies|server-names)\.ts$/
const address = /\b(localhost|127\.0\.0\.1|192\.168\.\d+\.\d+|10\.0\.\d+\.\d+)\b|['"[]::1\b/

const logic =
  /^packages\/(shared-types|core|domain|tax-engine|rule-engine|event-bus|sync-engine|pos-logic|reports)\/src\//
const wallClock = /\bnew Date\(\s*\)|\bTemporal\.Now\b/

/** Lines outside tests that name a machine instead of reading a setting. */
export function fixedAddresses(files) {
  return linesThat(
    (line) => address.test(line),
    files.filter(({ path }) => !isTest(path) && !mayNameAddresses.test(path)),
  )
}

/** Lines of pure packages that read the wall clock in a form the linter does not know. */
export function wallClockReads(files) {
  return linesThat(
    (line) => wallClock.test(line),
    files.filter(({ path }) => logic.test(path) && !isTest(path)),
  )
}

/** Lines that silence a tool, or a test that is skipped or runs alone. */
export function suppressions(files) {
  const silencer =
    /@ts-(ignore|nocheck)|(eslint|oxlint)-disable|prettier-ignore|\b(it|test|describe)\.(skip|only|todo|fails)\b|\bx(it|describe)\(/
  return linesThat((line) => silencer.test(line), files)
}
