// What every process of vividmed in the environment has in common.

@export()
type processType = {
  environmentId: string
  identityId: string
  registry: string

  @description('Endpoint and task hub of the scheduler, for the scale rules.')
  endpoint: string
  taskHub: string

  settings: { name: string, value: string }[]
}
