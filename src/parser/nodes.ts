import type { Expression, Identifier, NameExpression, StringLiteral, TemplateText } from './ast.ts'
import type { Token } from './tokens.ts'

/** Nodes that are one token each. */

export function identifierOf({ startOffset, end, image }: Token): Identifier {
  return { kind: 'identifier', start: startOffset, end, text: image }
}

export function nameOf({ startOffset, end, image }: Token): NameExpression {
  return { kind: 'name', start: startOffset, end, text: image }
}

export function stringOf({ startOffset, end, image, value }: Token): StringLiteral {
  return { kind: 'string', start: startOffset, end, value, multiline: image === '"""' }
}

export function textOf({ startOffset, end, value }: Token): TemplateText {
  return { kind: 'text', start: startOffset, end, value }
}

export function numberOf({ startOffset, end, image }: Token): Expression {
  return { kind: 'number', start: startOffset, end, value: Number(image.replaceAll('_', '')), text: image }
}

export function quantityOf({ startOffset, end, image }: Token): Expression {
  return { kind: 'quantity', start: startOffset, end, text: image }
}

export function booleanOf({ startOffset, end }: Token, value: boolean): Expression {
  return { kind: 'boolean', start: startOffset, end, value }
}

export function noneOf({ startOffset, end }: Token): Expression {
  return { kind: 'none', start: startOffset, end }
}
