/** A download that was cut, or whose bytes are not those that were sent. */
export class SnapshotBroken extends Error {
  override readonly name = 'SnapshotBroken'
}
