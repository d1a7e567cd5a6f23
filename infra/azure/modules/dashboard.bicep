// The web page, behind a sign-in with Microsoft Entra ID: it shows reports and images, and its own token would change with every start.

import { processType } from 'process.bicep'

param name string
param location string
param process processType
param image string

@description('Client id of the app registration that people sign in with.')
param signInClientId string

resource dashboard 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${process.identityId}': {} } }
  properties: {
    environmentId: process.environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: process.registry, identity: process.identityId }]
      ingress: { external: true, allowInsecure: false, targetPort: 8082, transport: 'http' }
    }
    template: {
      containers: [
        {
          name: 'dashboard'
          image: image
          // The sign-in below is the token's place, and the ingress knows its own name.
          args: ['dashboard', '--remote', '--port', '8082', '--no-token', '--host', '*']
          env: process.settings
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            { type: 'Liveness', httpGet: { port: 8082, path: '/healthz' }, periodSeconds: 30, timeoutSeconds: 5 }
          ]
        }
      ]
      // A page lives in the process that served it, so there is one at most, and none while nobody looks.
      scale: { minReplicas: 0, maxReplicas: 1 }
    }
  }

  resource signIn 'authConfigs' = {
    name: 'current'
    properties: {
      platform: { enabled: true }
      globalValidation: {
        unauthenticatedClientAction: 'RedirectToLoginPage'
        redirectToProvider: 'azureactivedirectory'
      }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: signInClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
        }
      }
    }
  }
}

output address string = 'https://${dashboard.properties.configuration.ingress.fqdn}'
