import type { CustomerValues } from '@pos/shared-types'

type Contact = Pick<CustomerValues, 'email' | 'phone' | 'locale'>

/** Who shops at Casa Marea and left a name. Addresses and numbers are those that are kept free for examples. */
export const customers: readonly CustomerValues[] = [
  person(
    'Aida Maldonado',
    { email: 'aida.maldonado@example.com', phone: '+1 787 555 0101', locale: 'es' },
    { birthOn: '1984-05-17' },
  ),
  person('Alberto Figueroa', { email: 'afigueroa@example.com', phone: '+1 787 555 0102', locale: 'es' }),
  person(
    'Ana Lucía Berríos',
    { email: 'analucia.berrios@example.com', phone: '+1 939 555 0103', locale: 'es' },
    { birthOn: '1991-11-02', note: 'Prefiere café molido grueso' },
  ),
  person('Benjamin Ortiz', { email: 'ben.ortiz@example.com', phone: '+1 212 555 0104', locale: 'en' }),
  person(
    'Blanca Iris Vélez',
    { email: 'blanca.velez@example.com', phone: '+1 787 555 0105', locale: 'es' },
    { birthOn: '1958-01-23', note: 'Entrega a domicilio los viernes' },
  ),
  person(
    'Caleb Whitfield',
    { email: 'caleb.whitfield@example.com', phone: '+1 646 555 0106', locale: 'en' },
    { birthOn: '1979-08-30' },
  ),
  person('Camila Rosado', { email: 'camila.rosado@example.com', phone: '+1 787 555 0107', locale: 'es' }),
  person(
    'Catherine Boyle',
    { email: 'cboyle@example.com', phone: '+1 212 555 0108', locale: 'en' },
    { birthOn: '1966-03-11', note: 'Allergic to nuts' },
  ),
  person(
    'Daniel Nazario',
    { email: 'dnazario@example.com', phone: '+1 939 555 0109', locale: 'es' },
    { birthOn: '1988-12-19' },
  ),
  person('Delia Montalvo', { email: null, phone: '+1 787 555 0110', locale: 'es' }),
  person('Dominic Ferraro', { email: 'dominic.ferraro@example.com', phone: '+1 718 555 0111', locale: 'en' }),
  person(
    'Eduardo Santaella',
    { email: 'esantaella@example.com', phone: '+1 787 555 0112', locale: 'es' },
    { birthOn: '1972-07-04' },
  ),
  person(
    'Elena Marrero',
    { email: 'elena.marrero@example.com', phone: '+1 787 555 0113', locale: 'es' },
    { birthOn: '1995-09-27' },
  ),
  person(
    'Emily Tran',
    { email: 'emily.tran@example.com', phone: '+1 646 555 0114', locale: 'en' },
    { note: 'Asks for paper bags' },
  ),
  person(
    'Félix Irizarry',
    { email: 'felix.irizarry@example.com', phone: '+1 787 555 0115', locale: 'es' },
    { birthOn: '1949-02-08' },
  ),
  person('Gloria Esteves', { email: 'gloria.esteves@example.com', phone: null, locale: 'es' }),
  person(
    'Grace Okafor',
    { email: 'grace.okafor@example.com', phone: '+1 212 555 0117', locale: 'en' },
    { birthOn: '1983-06-21' },
  ),
  person('Ismael Quiñones', { email: 'ismael.quinones@example.com', phone: '+1 939 555 0118', locale: 'es' }),
  person(
    'Ivette Colón',
    { email: 'ivette.colon@example.com', phone: '+1 787 555 0119', locale: 'es' },
    { birthOn: '1977-10-14', note: 'Compra para dos hogares' },
  ),
  person(
    'Jacob Lindqvist',
    { email: 'jacob.lindqvist@example.com', phone: '+1 718 555 0120', locale: 'en' },
    { birthOn: '1990-04-05' },
  ),
  person('Javier Padilla', { email: 'javier.padilla@example.com', phone: '+1 787 555 0121', locale: 'es' }),
  person('Joanne Castellano', { email: 'jcastellano@example.com', phone: '+1 212 555 0122', locale: 'en' }),
  person(
    'Juan Carlos Avilés',
    { email: 'jc.aviles@example.com', phone: '+1 787 555 0123', locale: 'es' },
    { birthOn: '1969-12-31' },
  ),
  person(
    'Keisha Bonner',
    { email: 'keisha.bonner@example.com', phone: '+1 646 555 0124', locale: 'en' },
    { birthOn: '1986-01-15' },
  ),
  person(
    'Leticia Zayas',
    { email: 'leticia.zayas@example.com', phone: '+1 787 555 0125', locale: 'es' },
    { note: 'Llamar antes de apartar pedidos' },
  ),
  person('Lorenzo Batista', { email: null, phone: '+1 939 555 0126', locale: 'es' }, { birthOn: '1998-08-09' }),
  person(
    'Manuel Arce',
    { email: 'manuel.arce@example.com', phone: '+1 787 555 0127', locale: 'es' },
    { birthOn: '1955-05-25' },
  ),
  person('Margaret Sloane', { email: 'margaret.sloane@example.com', phone: '+1 212 555 0128', locale: 'en' }),
  person('Mildred Cabán', { email: 'mildred.caban@example.com', phone: '+1 787 555 0129', locale: 'es' }),
  person(
    'Natalia Pabón',
    { email: 'natalia.pabon@example.com', phone: '+1 787 555 0130', locale: 'es' },
    { birthOn: '1993-03-03' },
  ),
  person(
    'Noah Feldman',
    { email: 'noah.feldman@example.com', phone: '+1 718 555 0131', locale: 'en' },
    { birthOn: '1975-11-28' },
  ),
  person('Orlando Rexach', { email: 'orlando.rexach@example.com', phone: '+1 787 555 0132', locale: 'es' }),
  person(
    'Rachel Dunmore',
    { email: 'rachel.dunmore@example.com', phone: '+1 646 555 0133', locale: 'en' },
    { note: 'Picks up on Saturdays' },
  ),
  person('Ramonita Feliciano', { email: null, phone: '+1 787 555 0134', locale: 'es' }, { birthOn: '1947-09-12' }),
  person(
    'Víctor Sepúlveda',
    { email: 'victor.sepulveda@example.com', phone: '+1 939 555 0135', locale: 'es' },
    { birthOn: '1981-02-20' },
  ),
  person('Zoraida Lebrón', { email: 'zoraida.lebron@example.com', phone: '+1 787 555 0136', locale: 'es' }),
  company('Nilda Carrasquillo', 'Cafetería La Ceiba', '00-6605123', {
    email: 'compras@laceiba.example',
    phone: '+1 787 555 0141',
    locale: 'es',
  }),
  company('Raúl Echevarría', 'Hostal Brisa del Faro', '00-6607781', {
    email: 'raul@brisadelfaro.example',
    phone: '+1 787 555 0142',
    locale: 'es',
  }),
  company('Susan Whitaker', 'Harborlight Senior Center', '00-1304402', {
    email: 'kitchen@harborlightcenter.example',
    phone: '+1 212 555 0143',
    locale: 'en',
  }),
  company('Tomasina Reilly', 'Reilly & Daughters Catering', '00-1339057', {
    email: 'orders@reillycatering.example',
    phone: '+1 718 555 0144',
    locale: 'en',
  }),
]

type Known = Partial<Pick<CustomerValues, 'birthOn' | 'note'>>

function person(name: string, contact: Contact, { birthOn = null, note = null }: Known = {}): CustomerValues {
  return { kind: 'person', name, company: null, taxNumber: null, ...contact, birthOn, note, isBlocked: false }
}

function company(name: string, companyName: string, taxNumber: string, contact: Contact): CustomerValues {
  return {
    kind: 'company',
    name,
    company: companyName,
    taxNumber,
    ...contact,
    birthOn: null,
    note: null,
    isBlocked: false,
  }
}
