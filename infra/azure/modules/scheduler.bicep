// Durable Task Scheduler with one task hub: the engine, in the place of `vividmed hub`.

param name string
param location string
param principalId string

@description('Address ranges that may call it. An empty list lets nobody in; callers need a role on the task hub in any case.')
param allowedRanges string[]

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration
// Durable Task Data Contributor: clients and workers. (Durable Task Worker, 80d0d6b0-f522-40a4-8886-a5a11720c375, cannot start runs.)
var dataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0ad04412-c4d5-4796-b79c-f76d14c8d402'
)

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  properties: {
    ipAllowlist: allowedRanges
    sku: { name: 'Consumption' }
  }

  resource hub 'taskHubs' = {
    name: 'vividmed'
  }
}

resource usesHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, principalId, dataContributor)
  scope: scheduler::hub
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: dataContributor }
}

output endpoint string = scheduler.properties.endpoint
output taskHub string = scheduler::hub.name
output dashboard string = scheduler::hub.properties.dashboardUrl
