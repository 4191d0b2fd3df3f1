import type { Family } from '../family.ts'

export const snacks: readonly Family[] = [
  {
    kinds: [
      ['Sea Salt Potato Chips', 'Papitas con sal marina'],
      ['Barbecue Potato Chips', 'Papitas con sabor a barbacoa'],
      ['Lime Potato Chips', 'Papitas con limón'],
      ['Green Plantain Chips', 'Platanutres'],
      ['Sweet Plantain Chips', 'Platanutres dulces'],
      ['Cassava Chips', 'Hojuelas de yuca'],
      ['Corn Tortilla Chips', 'Totopos de maíz'],
      ['Cheese Puffs', 'Bolitas de queso'],
      ['Butter Popcorn', 'Palomitas con mantequilla'],
    ],
    brands: ['Corvela', 'Pinevale'],
    sizes: [
      ['2 oz', 1],
      ['8 oz', 2.4],
    ],
    price: 149,
    pace: 2,
    caseOf: 24,
  },
  {
    kinds: [
      ['Milk Chocolate Bar', 'Barra de chocolate con leche'],
      ['Dark Chocolate Bar', 'Barra de chocolate oscuro'],
      ['White Chocolate Bar', 'Barra de chocolate blanco'],
      ['Almond Chocolate Bar', 'Barra de chocolate con almendras'],
      ['Sea Salt Caramel Bar', 'Barra de caramelo con sal marina'],
      ['Coconut Bar', 'Barra de coco'],
    ],
    brands: ['Doñalba', 'Marlowick', 'Alto Laurel'],
    sizes: [
      ['1.5 oz', 1],
      ['3.5 oz', 2.1],
    ],
    price: 139,
    pace: 1.7,
    caseOf: 24,
  },
  {
    kinds: [
      ['Gummy Bears', 'Ositos de goma'],
      ['Sour Worms', 'Gusanitos ácidos'],
      ['Fruit Drops', 'Caramelos de frutas'],
      ['Mint Candies', 'Mentas'],
      ['Coffee Candies', 'Caramelos de café'],
      ['Sesame Candy', 'Dulce de ajonjolí'],
      ['Coconut Candy', 'Dulce de coco'],
      ['Guava Paste', 'Pasta de guayaba'],
      ['Lollipops', 'Paletas de caramelo'],
    ],
    brands: ['Solmera', 'Doñalba'],
    sizes: [
      ['4 oz', 1],
      ['8 oz', 1.8],
    ],
    price: 169,
    pace: 1.1,
  },
  {
    kinds: [
      ['Roasted Peanuts', 'Maní tostado'],
      ['Salted Almonds', 'Almendras saladas'],
      ['Cashews', 'Nueces de la India'],
      ['Mixed Nuts', 'Nueces mixtas'],
      ['Raisins', 'Pasas'],
      ['Dried Mango', 'Mangó deshidratado'],
      ['Trail Mix', 'Mezcla de frutos secos'],
    ],
    brands: ['Pinevale', 'Tres Ceibas'],
    sizes: [
      ['3 oz', 1],
      ['9 oz', 2.6],
    ],
    price: 249,
    pace: 1.1,
  },
]
