import type { Family } from '../family.ts'

export const coffee: readonly Family[] = [
  {
    kinds: [
      ['Ground Dark Roast Coffee', 'Café molido tueste oscuro'],
      ['Ground Medium Roast Coffee', 'Café molido tueste medio'],
      ['Whole Bean Mountain Coffee', 'Café de montaña en grano'],
      ['Decaf Ground Coffee', 'Café molido descafeinado'],
      ['Espresso Ground Coffee', 'Café molido para espresso'],
    ],
    brands: ['Alto Laurel', 'Quintaluz', 'Tres Ceibas'],
    sizes: [
      ['8 oz', 1],
      ['14 oz', 1.6],
      ['2 lb', 3.3],
    ],
    price: 549,
    pace: 1.6,
  },
  {
    kinds: [
      ['Dark Roast Coffee Capsules', 'Cápsulas de café tueste oscuro'],
      ['Medium Roast Coffee Capsules', 'Cápsulas de café tueste medio'],
      ['Vanilla Coffee Capsules', 'Cápsulas de café con vainilla'],
      ['Decaf Coffee Capsules', 'Cápsulas de café descafeinado'],
    ],
    brands: ['Alto Laurel', 'Marlowick'],
    sizes: [
      [['10 count', '10 unidades'], 1],
      [['30 count', '30 unidades'], 2.6],
    ],
    price: 649,
    pace: 0.9,
  },
  {
    kinds: [
      ['Instant Coffee', 'Café instantáneo'],
      ['Decaf Instant Coffee', 'Café instantáneo descafeinado'],
      ['Instant Cappuccino', 'Capuchino instantáneo'],
    ],
    brands: ['Quintaluz', 'Marlowick'],
    sizes: [
      ['3.5 oz', 1],
      ['7 oz', 1.8],
    ],
    price: 449,
    pace: 1,
  },
  {
    kinds: [
      ['Black Tea', 'Té negro'],
      ['Green Tea', 'Té verde'],
      ['Chamomile Tea', 'Té de manzanilla'],
      ['Peppermint Tea', 'Té de menta'],
      ['Ginger Lemon Tea', 'Té de jengibre y limón'],
      ['Hibiscus Tea', 'Té de flor de Jamaica'],
      ['Linden Tea', 'Té de tilo'],
      ['Earl Grey Tea', 'Té negro con bergamota'],
      ['White Tea', 'Té blanco'],
    ],
    brands: ['Fernwick', 'Solmera'],
    sizes: [
      [['20 bags', '20 bolsitas'], 1],
      [['40 bags', '40 bolsitas'], 1.8],
    ],
    price: 299,
    pace: 0.8,
  },
  {
    kinds: [
      ['Hot Chocolate Mix', 'Mezcla para chocolate caliente'],
      ['Cocoa Powder', 'Cacao en polvo'],
      ['Chocolate Tablets', 'Chocolate en tableta para taza'],
      ['Malted Milk Powder', 'Leche malteada en polvo'],
      ['Vanilla Creamer', 'Crema de vainilla para café'],
      ['Hazelnut Creamer', 'Crema de avellana para café'],
      ['Condensed Milk', 'Leche condensada'],
      ['Evaporated Milk', 'Leche evaporada'],
    ],
    brands: ['Lumbrea', 'Marlowick'],
    sizes: [
      ['12 oz', 1],
      ['24 oz', 1.8],
    ],
    price: 329,
    pace: 0.9,
  },
]
