// The Container Apps environment: processors by use, one GPU profile, and logs in a workspace without its key.

param name string
param location string
param subnetId string

@description('Type of the GPU profile; empty for none.')
param gpuProfile string

var consumption = [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
var gpu = [{ name: 'gpu', workloadProfileType: gpuProfile }]

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  properties: {
    retentionInDays: 30
    sku: { name: 'PerGB2018' }
    features: { disableLocalAuth: true }
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: name
  location: location
  properties: {
    // Sent by the diagnostic setting below: the other way of sending needs the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { infrastructureSubnetId: subnetId }
    workloadProfiles: empty(gpuProfile) ? consumption : concat(consumption, gpu)
  }
}

resource sent 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

output id string = environment.id
