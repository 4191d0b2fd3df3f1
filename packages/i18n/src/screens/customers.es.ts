import type { Texts } from './texts.ts'
import type { customers as en } from './customers.en.ts'

/** Las palabras de las páginas de clientes, en la oficina central y en una tienda. */
export const customers: Texts<typeof en> = {
  title: 'Clientes',
  contextHq: 'Todos los que las tiendas conocen, en una lista',
  contextStore: 'Todos los que la empresa conoce. Lo que se escribe aquí vale enseguida y llega solo a la central.',
  new: 'Nuevo cliente',
  newTitle: 'Nuevo cliente',
  save: 'Guardar cliente',
  close: 'Cerrar',
  saved: 'El cliente está guardado.',
  search: 'Nombre, código, correo o teléfono',
  emptyTitle: 'Todavía no hay clientes',
  emptyText: 'Agregue el primero, o deje que lo haga una tienda.',
  code: 'Código',
  codeOf: 'Código {code}',
  state: 'Estado',
  blocked: 'Bloqueado',
  pending: 'En camino a la central',
  kind: 'Tipo',
  kinds: { person: 'Persona', company: 'Empresa' },
  name: 'Nombre',
  company: 'Empresa',
  taxNumber: 'Número fiscal',
  email: 'Correo',
  phone: 'Teléfono',
  locale: 'Idioma',
  locales: { none: 'No se sabe', en: 'Inglés', es: 'Español' },
  birthOn: 'Cumpleaños',
  note: 'Nota',
  isBlocked: 'Bloqueado',
}
