/** The source of new ids: UUIDv7, so that keys grow with time. */
export interface Ids {
  next(): string
}
