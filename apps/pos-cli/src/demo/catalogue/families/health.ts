import type { Family } from '../family.ts'

export const health: readonly Family[] = [
  {
    kinds: [
      ['Pain Relief Tablets', 'Tabletas para el dolor'],
      ['Fever Reducer Tablets', 'Tabletas para la fiebre'],
      ['Cold and Flu Capsules', 'Cápsulas para catarro y gripe'],
      ['Allergy Relief Tablets', 'Tabletas para la alergia'],
      ['Antacid Tablets', 'Tabletas antiácidas'],
      ['Sleep Aid Tablets', 'Tabletas para dormir'],
      ['Motion Sickness Tablets', 'Tabletas para el mareo'],
    ],
    brands: ['Saludina', 'Medivara'],
    sizes: [
      [['24 count', '24 unidades'], 1],
      [['100 count', '100 unidades'], 2.8],
    ],
    price: 449,
    pace: 0.8,
  },
  {
    kinds: [
      ['Cherry Cough Syrup', 'Jarabe para la tos sabor cereza'],
      ['Honey Cough Syrup', 'Jarabe para la tos con miel'],
      ['Children Cough Syrup', 'Jarabe infantil para la tos'],
      ['Throat Lozenges', 'Pastillas para la garganta'],
      ['Saline Nasal Spray', 'Rociador nasal salino'],
      ['Vapor Rub', 'Ungüento mentolado'],
    ],
    brands: ['Saludina', 'Medivara'],
    sizes: [
      ['4 oz', 1],
      ['8 oz', 1.7],
    ],
    price: 499,
    pace: 0.7,
  },
  {
    kinds: [
      ['Vitamin C', 'Vitamina C'],
      ['Vitamin D', 'Vitamina D'],
      ['B Complex', 'Complejo B'],
      ['Daily Multivitamin', 'Multivitamínico diario'],
      ['Calcium', 'Calcio'],
      ['Magnesium', 'Magnesio'],
      ['Omega-3 Fish Oil', 'Aceite de pescado omega 3'],
      ['Probiotic Capsules', 'Cápsulas probióticas'],
    ],
    brands: ['Medivara', 'Solmera'],
    sizes: [
      [['60 count', '60 unidades'], 1],
      [['120 count', '120 unidades'], 1.8],
    ],
    price: 799,
    pace: 0.5,
  },
  {
    kinds: [
      ['Adhesive Bandages', 'Curitas'],
      ['Gauze Pads', 'Gasas estériles'],
      ['Elastic Bandage', 'Venda elástica'],
      ['Hydrogen Peroxide', 'Agua oxigenada'],
      ['Rubbing Alcohol', 'Alcohol para fricciones'],
      ['Antibiotic Ointment', 'Ungüento antibiótico'],
      ['Burn Gel', 'Gel para quemaduras'],
      ['Digital Thermometer', 'Termómetro digital'],
      ['Hand Sanitizer', 'Desinfectante de manos'],
      ['Face Masks', 'Mascarillas'],
    ],
    brands: ['Saludina', 'Clarovel'],
    sizes: [
      ['', 1],
      [['Family Size', 'tamaño familiar'], 1.9],
    ],
    price: 349,
    pace: 0.6,
  },
  {
    kinds: [
      ['Newborn Diapers', 'Pañales para recién nacido'],
      ['Size 3 Diapers', 'Pañales talla 3'],
      ['Size 5 Diapers', 'Pañales talla 5'],
      ['Baby Wipes', 'Toallitas para bebé'],
      ['Diaper Rash Cream', 'Crema para pañalitis'],
      ['Baby Shampoo', 'Champú para bebé'],
      ['Baby Lotion', 'Loción para bebé'],
    ],
    brands: ['Nubelia', 'Almabella'],
    sizes: [
      [['Pack', 'paquete'], 1],
      [['Economy Pack', 'paquete familiar'], 2.6],
    ],
    price: 649,
    pace: 0.8,
  },
]
