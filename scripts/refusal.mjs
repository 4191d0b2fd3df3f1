/** A reason to stop that the reader can act on: one sentence, shown without a stack. */
export class Refusal extends Error {}

/** Runs a script's main function; its number becomes the exit code, a refusal one line on stderr. */
export async function runScript(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
