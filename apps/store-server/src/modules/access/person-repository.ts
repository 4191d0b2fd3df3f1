import type { StoreTx } from '@pos/db'
import type { StoreId, UserId } from '@pos/shared-types'

type Catalog = StoreTx['catalog']

export type Person = {
  readonly userId: UserId
  readonly username: string
  readonly displayName: string
  readonly isSuperAdmin: number
}
export type PasswordHolder = Person & { readonly secret: string }

const PERSON = `
  select u.id as userId, u.username, u.display_name as displayName, u.is_super_admin as isSuperAdmin
  from users u where u.is_active = 1 and u.deleted_at is null`

const WORKS_HERE = `exists (select 1 from user_roles r where r.user_id = u.id and r.store_id = ? and r.revoked_at is null)`

export function findPerson(catalog: Catalog, userId: UserId): Person | undefined {
  return catalog.prepare<Person>(`${PERSON} and u.id = ?`).get([userId])
}

/** A person with a role at this store, or above all stores. */
export function findStaff(catalog: Catalog, storeId: StoreId, userId: UserId): Person | undefined {
  return catalog
    .prepare<Person>(`${PERSON} and u.id = ? and (u.is_super_admin = 1 or ${WORKS_HERE})`)
    .get([userId, storeId])
}

/** A person with a role at this store and a password; undefined for everybody else, so that answers are alike. */
export function findPasswordHolder(catalog: Catalog, storeId: StoreId, username: string): PasswordHolder | undefined {
  return catalog
    .prepare<PasswordHolder>(
      `select u.id as userId, u.username, u.display_name as displayName, u.is_super_admin as isSuperAdmin, c.secret
       from users u join user_credentials c on c.user_id = u.id and c.kind = 'password' and c.disabled_at is null
       where u.is_active = 1 and u.deleted_at is null and lower(u.username) = ? and (u.is_super_admin = 1 or ${WORKS_HERE})`,
    )
    .get([username.toLowerCase(), storeId])
}

/** The people whose names a till shows before a PIN is asked for. */
export function listStaff(catalog: Catalog, storeId: StoreId): Person[] {
  return catalog.prepare<Person>(`${PERSON} and ${WORKS_HERE} order by u.display_name`).all([storeId])
}

export function listPermissions(catalog: Catalog, userId: UserId, storeId: StoreId): string[] {
  return catalog
    .prepare<{ code: string }>(
      `select distinct p.permission_code as code from user_roles r
       join roles o on o.id = r.role_id and o.deleted_at is null
       join role_permissions p on p.role_id = r.role_id
       where r.user_id = ? and r.store_id = ? and r.revoked_at is null order by code`,
    )
    .all([userId, storeId])
    .map((row) => row.code)
}

export type Place = {
  readonly code: string
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly timeZone: string
}

/** The store as its people know it; undefined while the first catalogue has not arrived. */
export function findPlace(catalog: Catalog, storeId: StoreId): Place | undefined {
  return catalog
    .prepare<Place>('select code, name, country, currency, time_zone as timeZone from stores where id = ?')
    .get([storeId])
}
