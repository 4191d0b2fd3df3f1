/** Crockford's alphabet: no I, L, O, U, so a person can read it out. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
