import type { Family } from '../family.ts'

export const bakery: readonly Family[] = [
  {
    kinds: [
      ['White Sandwich Bread', 'Pan blanco de molde'],
      ['Whole Wheat Bread', 'Pan integral'],
      ['Multigrain Bread', 'Pan multigrano'],
      ['Rye Bread', 'Pan de centeno'],
      ['Brioche Loaf', 'Pan brioche'],
    ],
    brands: ['Pradelia', 'Hollowby'],
    sizes: [
      ['16 oz', 1],
      ['24 oz', 1.4],
    ],
    price: 299,
    pace: 2.4,
  },
  {
    kinds: [
      ['Hamburger Buns', 'Panecillos para hamburguesa'],
      ['Hot Dog Buns', 'Panecillos para perro caliente'],
      ['Dinner Rolls', 'Panecillos para la cena'],
      ['English Muffins', 'Panecillos ingleses'],
    ],
    brands: ['Pradelia', 'Hollowby'],
    sizes: [
      [['6-pack', 'paquete de 6'], 1],
      [['12-pack', 'paquete de 12'], 1.8],
    ],
    price: 269,
    pace: 1.4,
  },
  {
    kinds: [
      ['Flour Tortillas', 'Tortillas de harina'],
      ['Corn Tortillas', 'Tortillas de maíz'],
      ['Whole Wheat Wraps', 'Tortillas integrales'],
      ['Pita Bread', 'Pan pita'],
    ],
    brands: ['Montequil', 'Solmera'],
    sizes: [
      [['8 count', '8 unidades'], 1],
      [['16 count', '16 unidades'], 1.75],
    ],
    price: 289,
    pace: 1.3,
  },
  {
    kinds: [
      ['Butter Croissants', 'Cruasanes de mantequilla'],
      ['Guava Pastries', 'Pastelillos de guayaba'],
      ['Cheese Pastries', 'Quesitos'],
      ['Cinnamon Rolls', 'Rollos de canela'],
      ['Glazed Donuts', 'Donas glaseadas'],
      ['Chocolate Donuts', 'Donas de chocolate'],
      ['Blueberry Muffins', 'Panecillos dulces de arándano'],
      ['Banana Nut Muffins', 'Panecillos dulces de guineo y nuez'],
    ],
    brands: [''],
    sizes: [
      [['each', 'unidad'], 1],
      [['box of 6', 'caja de 6'], 5.2],
    ],
    price: 129,
    pace: 1.8,
  },
  {
    kinds: [
      ['Vanilla Cake', 'Bizcocho de vainilla'],
      ['Chocolate Cake', 'Bizcocho de chocolate'],
      ['Carrot Cake', 'Bizcocho de zanahoria'],
      ['Tres Leches Cake', 'Bizcocho tres leches'],
      ['Coconut Flan', 'Flan de coco'],
      ['Cheese Flan', 'Flan de queso'],
    ],
    brands: [''],
    sizes: [
      [['6 inch', '6 pulgadas'], 1],
      [['9 inch', '9 pulgadas'], 1.8],
    ],
    price: 1299,
    pace: 0.4,
  },
  {
    kinds: [
      ['Country Loaf', 'Hogaza rústica'],
      ['French Baguette', 'Baguette francesa'],
      ['Lard Bread', 'Pan de manteca'],
      ['Sobao Bread', 'Pan sobao'],
      ['Garlic Bread', 'Pan de ajo'],
      ['Sourdough Loaf', 'Hogaza de masa madre'],
    ],
    brands: [''],
    sizes: [['', 1]],
    price: 329,
    pace: 2.6,
  },
  {
    kinds: [
      ['Butter Cookies', 'Galletas de mantequilla'],
      ['Oatmeal Raisin Cookies', 'Galletas de avena y pasas'],
      ['Chocolate Chip Cookies', 'Galletas con chispas de chocolate'],
      ['Polvorones', 'Mantecaditos'],
      ['Coconut Macaroons', 'Besitos de coco'],
      ['Almond Biscotti', 'Biscotes de almendra'],
    ],
    brands: ['Hollowby', 'Doñalba'],
    sizes: [
      ['7 oz', 1],
      ['14 oz', 1.8],
    ],
    price: 349,
    pace: 1,
  },
]
