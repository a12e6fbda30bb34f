import { maskNik, maskNikEnd, maskPhone } from './masks.js';

test('a masked NIK keeps the four digits of the regency and the last four', () => {
  expect(maskNik('7406044507999001')).toBe('7406********9001');
});

test('who may not open the NIK sees only its last four digits', () => {
  expect(maskNikEnd('9001')).toBe('************9001');
});

test('a masked phone number keeps its length, its country and the last four digits', () => {
  expect(maskPhone('+6281234567801')).toBe('+62*******7801');
  expect(maskPhone('+6281234567801')).toHaveLength('+6281234567801'.length);
});
