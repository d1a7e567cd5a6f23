// Datasets, which are only read, and what runs write. No account keys, nothing for the anonymous, and no way in but from the apps and
// from the addresses that are named.

param name string
param location string
param subnetId string
param principalId string

@description('Public addresses, such as 203.0.113.7, from which people may upload datasets and read shards.')
param allowedAddresses string[]

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var blobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
) // Storage Blob Data Reader
var blobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
) // Storage Blob Data Contributor

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      ipRules: [for address in allowedAddresses: { value: address, action: 'Allow' }]
      virtualNetworkRules: [{ id: subnetId, action: 'Allow' }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // A shard that somebody deletes by mistake comes back.
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }

    resource datasets 'containers' = {
      name: 'datasets'
    }

    resource shards 'containers' = {
      name: 'shards'
    }
  }
}

resource readsDatasets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::datasets.id, principalId, blobDataReader)
  scope: account::blobs::datasets
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: blobDataReader }
}

resource writesShards 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::shards.id, principalId, blobDataContributor)
  scope: account::blobs::shards
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: blobDataContributor }
}

output datasets string = '${account.properties.primaryEndpoints.blob}datasets'
output shards string = '${account.properties.primaryEndpoints.blob}shards'
