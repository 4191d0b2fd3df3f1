type Plain = string | number | boolean | bigint | null | undefined
type Opaque = Uint8Array | ((...args: never) => unknown)

/** Plain data that may be read at any depth and changed at none. */
export type DeepReadonly<T> = T extends Plain | Opaque ? T : { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
