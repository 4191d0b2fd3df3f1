/** The PIN of every cashier here. */
export const PIN = '407164'
