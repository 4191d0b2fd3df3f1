/** What one sale moved, of one sort: the rule that posts it adds, the rule that sends the sale up reads. */
export class Posted<Row> {
  readonly #rows: Row[] = []

  add(row: Row): void {
    this.#rows.push(row)
  }

  all(): readonly Row[] {
    return this.#rows
  }
}
