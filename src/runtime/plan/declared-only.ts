/**
 * Components of the standard library that a program may name and that this version can't execute, by category. A test
 * holds that each component of the library is either here or in the table of those that are implemented.
 */
export const declaredOnly: Readonly<Record<string, readonly string[]>> = {
  source: ['mnist'],
  window: ['rolling'],
  function: ['corrupted', 'path', 'registered'],
  corruption: ['gaussian_noise', 'salt_and_pepper', 'rotation'],
  model: ['vae'],
  loss: ['vae_loss', 'bradley_terry', 'ppo_loss'],
  metric: ['elbo', 'bce_sum', 'mean_reward'],
  signal: ['variance', 'variance_rate'],
  response: ['penalty', 'clip', 'scale', 'retry_smaller', 'germinate'],
  receiver: ['email'],
  executor: ['ssh', 'labelled', 'kubernetes'],
  environment: ['container', 'python', 'conda', 'node'],
  store: ['s3'],
  lineage: ['neo4j'],
  tracker: ['mlflow', 'tensorboard'],
  strategy: ['rolling', 'blue_green', 'canary', 'command'],
  online_metric: ['rate', 'mean', 'lower'],
  online_test: ['sequential', 'fixed_horizon'],
  secret_key: ['secret_key'],
}
