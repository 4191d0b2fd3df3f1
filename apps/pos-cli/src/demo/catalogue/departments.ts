import type { DemoDepartment } from '../types.ts'
import type { Family } from './family.ts'
import { bakery } from './families/bakery.ts'
import { beverages } from './families/beverages.ts'
import { cleaning } from './families/cleaning.ts'
import { clothing } from './families/clothing.ts'
import { coffee } from './families/coffee.ts'
import { dairy } from './families/dairy.ts'
import { groceries } from './families/groceries.ts'
import { health } from './families/health.ts'
import { kitchen } from './families/kitchen.ts'
import { personalCare } from './families/personal-care.ts'
import { pets } from './families/pets.ts'
import { produce } from './families/produce.ts'
import { snacks } from './families/snacks.ts'
import { stationery } from './families/stationery.ts'

export type Assortment = { readonly department: DemoDepartment; readonly families: readonly Family[] }

/** The departments with what they sell. */
export const assortments: readonly Assortment[] = [
  assortment('010', 'Groceries', 'Comestibles', 'food', 280_000, groceries),
  assortment('020', 'Bakery', 'Panadería', 'food', 450_000, bakery),
  assortment('030', 'Dairy and Eggs', 'Lácteos y huevos', 'food', 260_000, dairy),
  assortment('040', 'Fruit and Vegetables', 'Frutas y vegetales', 'food', 380_000, produce),
  assortment('050', 'Beverages', 'Bebidas', 'standard', 330_000, beverages),
  assortment('060', 'Coffee and Tea', 'Café y té', 'food', 350_000, coffee),
  assortment('070', 'Snacks and Sweets', 'Meriendas y dulces', 'standard', 370_000, snacks),
  assortment('080', 'Cleaning', 'Limpieza', 'standard', 320_000, cleaning),
  assortment('090', 'Personal Care', 'Cuidado personal', 'standard', 400_000, personalCare),
  assortment('100', 'Health and Baby', 'Salud y bebé', 'health', 360_000, health),
  assortment('110', 'Pets', 'Mascotas', 'standard', 340_000, pets),
  assortment('120', 'Kitchen and Home', 'Cocina y hogar', 'standard', 480_000, kitchen),
  assortment('130', 'Clothing', 'Ropa', 'clothing', 520_000, clothing),
  assortment('140', 'Stationery and Party', 'Papelería y fiestas', 'standard', 500_000, stationery),
]

function assortment(
  code: string,
  name: string,
  nameEs: string,
  taxGroupCode: string,
  marginTargetPpm: number,
  families: readonly Family[],
): Assortment {
  return { department: { code, name, nameEs, taxGroupCode, marginTargetPpm }, families }
}
