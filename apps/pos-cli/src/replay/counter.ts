import type { Invoice } from './file/invoices.ts'

/** Where invoices are rung up: a till of our own, or the store server in the name of a client. */
export interface Counter {
  /** Whether this invoice was rung up before this start. `place` is its place among those that are rung up, from 1. */
  isRung(invoice: Invoice, place: number): boolean
  /** Goes on with the shift of an invoice's day, or closes the one before and opens it. */
  beginDay(first: Invoice, floatMinor: number): Promise<void>
  /** Resolves when the sale is a fact, or has a place among those that will be by the end of the day. */
  ring(invoice: Invoice): Promise<void>
  /** Counts the drawer and closes the shift that is open. */
  endDay(): Promise<void>
  /** What the store has not got yet. */
  unsent(): Promise<{ readonly waiting: number; readonly parked: number }>
  close(): Promise<void>
}
