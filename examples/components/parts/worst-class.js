/** The lowest recall among the classes that occur. */
export default function worstClass({ rows, classes, probabilities, truth }) {
  const right = classes.map(() => 0)
  const all = classes.map(() => 0)
  for (let row = 0; row < rows; row++) {
    const likely = probabilities.subarray(row * classes.length, (row + 1) * classes.length)
    const predicted = likely.indexOf(Math.max(...likely))
    all[truth[row]]++
    if (predicted === truth[row]) right[truth[row]]++
  }
  return Math.min(...right.map((count, label) => (all[label] > 0 ? count / all[label] : 1)))
}
