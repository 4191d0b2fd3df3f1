import type { Family } from '../family.ts'

export const pets: readonly Family[] = [
  {
    kinds: [
      ['Chicken Dry Dog Food', 'Alimento seco de pollo para perros'],
      ['Beef Dry Dog Food', 'Alimento seco de res para perros'],
      ['Puppy Dry Food', 'Alimento seco para cachorros'],
      ['Salmon Dry Cat Food', 'Alimento seco de salmón para gatos'],
      ['Chicken Dry Cat Food', 'Alimento seco de pollo para gatos'],
      ['Kitten Dry Food', 'Alimento seco para gatitos'],
    ],
    brands: ['Colafeliz', 'Patarena'],
    sizes: [
      ['4 lb', 1],
      ['15 lb', 3],
      ['30 lb', 5.2],
    ],
    price: 799,
    pace: 0.6,
  },
  {
    kinds: [
      ['Beef Canned Dog Food', 'Alimento húmedo de res para perros'],
      ['Chicken Canned Dog Food', 'Alimento húmedo de pollo para perros'],
      ['Tuna Canned Cat Food', 'Alimento húmedo de atún para gatos'],
      ['Salmon Canned Cat Food', 'Alimento húmedo de salmón para gatos'],
      ['Turkey Canned Cat Food', 'Alimento húmedo de pavo para gatos'],
    ],
    brands: ['Colafeliz', 'Patarena'],
    sizes: [
      [['Can', 'lata'], 1],
      [['12 Cans', '12 latas'], 10.5],
    ],
    price: 149,
    pace: 1,
    caseOf: 24,
  },
  {
    kinds: [
      ['Chicken Dog Treats', 'Premios de pollo para perros'],
      ['Dental Dog Chews', 'Huesos dentales para perros'],
      ['Cat Treats', 'Premios para gatos'],
      ['Clumping Cat Litter', 'Arena aglomerante para gatos'],
      ['Scented Cat Litter', 'Arena perfumada para gatos'],
      ['Bird Seed', 'Alpiste mixto'],
      ['Fish Flakes', 'Escamas para peces'],
      ['Rabbit Pellets', 'Alimento para conejos'],
      ['Flea Shampoo', 'Champú contra pulgas'],
      ['Puppy Training Pads', 'Paños de entrenamiento para cachorros'],
    ],
    brands: ['Patarena', 'Pinevale'],
    sizes: [
      [['Small', 'tamaño pequeño'], 1],
      [['Large', 'tamaño grande'], 2.2],
    ],
    price: 449,
    pace: 0.6,
  },
  {
    kinds: [
      ['Nylon Dog Leash', 'Correa de nilón para perros'],
      ['Dog Collar', 'Collar para perros'],
      ['Cat Collar', 'Collar para gatos'],
      ['Steel Pet Bowl', 'Plato de acero para mascotas'],
      ['Rope Dog Toy', 'Juguete de soga para perros'],
      ['Squeaky Ball', 'Bola con sonido'],
      ['Feather Cat Toy', 'Juguete de plumas para gatos'],
      ['Pet Bed', 'Cama para mascotas'],
      ['Grooming Brush', 'Cepillo para mascotas'],
    ],
    brands: ['Colafeliz', 'Patarena'],
    sizes: [
      [['S', 'talla S'], 1],
      [['L', 'talla L'], 1.4],
    ],
    price: 699,
    pace: 0.3,
  },
]
