/** A database that must not be opened as it stands. The message is one sentence for the operator, with what to do. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
