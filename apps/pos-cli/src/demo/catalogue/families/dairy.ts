import type { Family } from '../family.ts'

export const dairy: readonly Family[] = [
  {
    kinds: [
      ['Whole Milk', 'Leche entera'],
      ['2% Reduced Fat Milk', 'Leche semidescremada 2 %'],
      ['Skim Milk', 'Leche descremada'],
      ['Lactose-Free Milk', 'Leche sin lactosa'],
      ['Chocolate Milk', 'Leche con chocolate'],
    ],
    brands: ['Pinevale', 'Lumbrea'],
    sizes: [
      [['Quart', 'cuarto de galón'], 1],
      [['Half Gallon', 'medio galón'], 1.7],
      [['Gallon', 'galón'], 3],
    ],
    price: 229,
    pace: 3.2,
  },
  {
    kinds: [
      ['Almond Drink', 'Bebida de almendra'],
      ['Oat Drink', 'Bebida de avena'],
      ['Soy Drink', 'Bebida de soya'],
      ['Coconut Drink', 'Bebida de coco'],
    ],
    brands: ['Solmera', 'Marlowick'],
    sizes: [
      [['Quart', 'cuarto de galón'], 1],
      [['Half Gallon', 'medio galón'], 1.7],
    ],
    price: 299,
    pace: 1,
  },
  {
    kinds: [
      ['Strawberry Yogurt', 'Yogur de fresa'],
      ['Peach Yogurt', 'Yogur de melocotón'],
      ['Vanilla Yogurt', 'Yogur de vainilla'],
      ['Mango Yogurt', 'Yogur de mangó'],
      ['Plain Greek Yogurt', 'Yogur griego natural'],
      ['Honey Greek Yogurt', 'Yogur griego con miel'],
      ['Blueberry Greek Yogurt', 'Yogur griego de arándano'],
    ],
    brands: ['Pinevale', 'Lumbrea'],
    sizes: [
      ['5.3 oz', 1],
      ['32 oz', 4.2],
    ],
    price: 109,
    pace: 1.8,
  },
  {
    kinds: [
      ['Cheddar Cheese', 'Queso cheddar'],
      ['Mozzarella Cheese', 'Queso mozzarella'],
      ['Swiss Cheese', 'Queso suizo'],
      ['Gouda Cheese', 'Queso gouda'],
      ['White Country Cheese', 'Queso blanco del país'],
      ['Provolone Cheese', 'Queso provolone'],
      ['Parmesan Cheese', 'Queso parmesano'],
    ],
    brands: ['Lumbrea', 'Marlowick'],
    sizes: [
      [['8 oz Block', 'bloque de 8 oz'], 1],
      [['8 oz Slices', 'lascas de 8 oz'], 1.1],
      [['16 oz Block', 'bloque de 16 oz'], 1.85],
    ],
    price: 379,
    pace: 1.2,
  },
  {
    kinds: [
      ['Salted Butter', 'Mantequilla con sal'],
      ['Unsalted Butter', 'Mantequilla sin sal'],
      ['Vegetable Margarine', 'Margarina vegetal'],
      ['Cream Cheese', 'Queso crema'],
      ['Sour Cream', 'Crema agria'],
      ['Heavy Cream', 'Crema para batir'],
    ],
    brands: ['Pinevale', 'Lumbrea'],
    sizes: [
      ['8 oz', 1],
      ['16 oz', 1.8],
    ],
    price: 299,
    pace: 1.4,
  },
  {
    kinds: [
      ['Large White Eggs', 'Huevos blancos grandes'],
      ['Large Brown Eggs', 'Huevos marrones grandes'],
      ['Free-Range Eggs', 'Huevos de gallinas libres'],
    ],
    brands: ['Pradelia', 'Fernwick'],
    sizes: [
      [['6 count', '6 unidades'], 1],
      [['12 count', '12 unidades'], 1.8],
      [['18 count', '18 unidades'], 2.6],
    ],
    price: 219,
    pace: 2.6,
  },
]
