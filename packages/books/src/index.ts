export type { Books, BooksToCheck } from './books.ts'
export { checkBooks, type BooksReport } from './check-books.ts'
