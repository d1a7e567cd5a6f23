// Starts a run and stays until it has ended: az containerapp job start. Given again, it goes on with the same run.

import { processType } from 'process.bicep'

param name string
param location string
param process processType
param image string

@description('What the container runs, such as run --dataset mimic-cxr.')
param arguments string[]

resource runs 'Microsoft.App/jobs@2025-07-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${process.identityId}': {} } }
  properties: {
    environmentId: process.environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      // The work is the workers': this one watches, and may be started anew.
      replicaRetryLimit: 3
      replicaTimeout: 604800
      registries: [{ server: process.registry, identity: process.identityId }]
    }
    template: {
      containers: [
        {
          name: 'run'
          image: image
          args: arguments
          env: process.settings
          resources: { cpu: json('0.5'), memory: '1Gi' }
        }
      ]
    }
  }
}
