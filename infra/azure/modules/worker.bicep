// Workers of one role, as many as the task hub has work for.

import { processType } from 'process.bicep'

param name string
param location string
param process processType
param image string

@description('What the container runs, such as worker --roles cpu.')
param arguments string[]

param profile string
param cpu string
param memory string
param minReplicas int
param maxReplicas int

@description('Activities at a time that one replica is wanted for. The scaler counts those of every role: it cannot tell them apart.')
param activitiesPerReplica int

resource worker 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${process.identityId}': {} } }
  properties: {
    environmentId: process.environmentId
    workloadProfileName: profile
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: process.registry, identity: process.identityId }]
    }
    template: {
      // The longest that there is: a worker finishes what it holds (--drain), and what it cannot finish is done again elsewhere.
      terminationGracePeriodSeconds: 600
      containers: [
        {
          name: 'worker'
          image: image
          args: arguments
          env: process.settings
          resources: { cpu: json(cpu), memory: memory }
          probes: [
            // Not /healthz: a worker that is started anew brings no scheduler back, but loses the work that it holds.
            { type: 'Liveness', httpGet: { port: 8081, path: '/livez' }, periodSeconds: 30, timeoutSeconds: 5 }
            { type: 'Readiness', httpGet: { port: 8081, path: '/healthz' }, periodSeconds: 30, timeoutSeconds: 5 }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        // A bucket of studies may keep the queue looking empty for a while.
        cooldownPeriod: 1800
        rules: [
          for kind in [{ name: 'Orchestration', count: 20 }, { name: 'Activity', count: activitiesPerReplica }]: {
            name: toLower(kind.name)
            custom: {
              type: 'azure-durabletask-scheduler'
              identity: process.identityId
              metadata: {
                endpoint: process.endpoint
                taskhubName: process.taskHub
                workItemType: kind.name
                maxConcurrentWorkItemsCount: string(kind.count)
              }
            }
          }
        ]
      }
    }
  }
}
