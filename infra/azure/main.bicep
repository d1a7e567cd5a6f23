// VividMed in Azure: Durable Task Scheduler, Container Apps and storage in one resource group, all by one managed identity, without a
// single key. docs/how-to/run-in-azure-container-apps.md

import { processType } from 'modules/process.bicep'

@description('Begins the name of every resource.')
@minLength(3)
@maxLength(11)
param name string = 'vividmed'

@description('A region that has Durable Task Scheduler and the GPU profile.')
param location string = resourceGroup().location

@description('Name of the container registry of this resource group that holds the two images.')
param registryName string

@description('Tag of the images vividmed-cpu and vividmed-gpu.')
param tag string

@description('The GPU of the workers; empty does without and lets models run on processors.')
@allowed(['', 'Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string = 'Consumption-GPU-NC8as-T4'

@description('The dataset that the job "runs" turns into shards: folder datasets/NAME to shards/NAME.')
@allowed(['mimic-cxr', 'ct-rate'])
param dataset string = 'mimic-cxr'

@description('Cpu workers that are there even while nothing is to be done; 0 waits for a start when a run begins.')
param minCpuWorkers int = 0

@description('The most workers of each role.')
param maxCpuWorkers int = 4
param maxGpuWorkers int = 1

@description('Public addresses from which people may reach the storage account.')
param allowedAddresses string[] = []

@description('Address ranges that may reach the scheduler. The environment has no fixed address, so all by default; a role is needed in any case.')
param schedulerRanges string[] = ['0.0.0.0/0']

@description('Client id of the app registration that people sign in to the dashboard with; empty: no dashboard.')
param signInClientId string = ''

var suffix = uniqueString(resourceGroup().id)
var withGpu = !empty(gpuProfile)
// What a replica of each profile has.
var gpuSize = gpuProfile == 'Consumption-GPU-NC24-A100' ? { cpu: '24', memory: '220Gi' } : { cpu: '8', memory: '56Gi' }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: registryName
}

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d') // AcrPull

resource pullsImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

module network 'modules/network.bicep' = {
  params: { name: name, location: location }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: toLower('${replace(name, '-', '')}${suffix}')
    location: location
    subnetId: network.outputs.subnetId
    principalId: identity.properties.principalId
    allowedAddresses: allowedAddresses
  }
}

module scheduler 'modules/scheduler.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    principalId: identity.properties.principalId
    allowedRanges: schedulerRanges
  }
}

module apps 'modules/environment.bicep' = {
  params: { name: name, location: location, subnetId: network.outputs.subnetId, gpuProfile: gpuProfile }
}

var shared processType = {
  environmentId: apps.outputs.id
  identityId: identity.id
  registry: registry.properties.loginServer
  endpoint: scheduler.outputs.endpoint
  taskHub: scheduler.outputs.taskHub
  settings: [
    {
      name: 'VIVIDMED__DurableTaskScheduler'
      value: 'Endpoint=${scheduler.outputs.endpoint};TaskHub=${scheduler.outputs.taskHub};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
    }
    // How the storage client signs in: as this identity, without trying everything else first.
    { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
    { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
  ]
}

module cpuWorkers 'modules/worker.bicep' = {
  params: {
    name: '${name}-cpu'
    location: location
    process: shared
    image: '${registry.properties.loginServer}/vividmed-cpu:${tag}'
    arguments: ['worker', '--roles', 'cpu', '--drain', '570', '--http-port', '8081', '--remote']
    profile: 'Consumption'
    cpu: '4'
    memory: '8Gi'
    minReplicas: minCpuWorkers
    maxReplicas: maxCpuWorkers
    activitiesPerReplica: 4
  }
  dependsOn: [pullsImages]
}

module gpuWorkers 'modules/worker.bicep' = if (withGpu) {
  params: {
    name: '${name}-gpu'
    location: location
    process: shared
    image: '${registry.properties.loginServer}/vividmed-gpu:${tag}'
    arguments: ['worker', '--roles', 'gpu', '--provider', 'cuda', '--drain', '570', '--http-port', '8081', '--remote']
    profile: 'gpu'
    cpu: gpuSize.cpu
    memory: gpuSize.memory
    minReplicas: 0
    maxReplicas: maxGpuWorkers
    activitiesPerReplica: 1
  }
  dependsOn: [pullsImages]
}

module modelWorkers 'modules/worker.bicep' = if (!withGpu) {
  params: {
    name: '${name}-models'
    location: location
    process: shared
    image: '${registry.properties.loginServer}/vividmed-cpu:${tag}'
    arguments: ['worker', '--roles', 'gpu', '--provider', 'cpu', '--drain', '570', '--http-port', '8081', '--remote']
    profile: 'Consumption'
    cpu: '4'
    memory: '8Gi'
    minReplicas: 0
    maxReplicas: maxGpuWorkers
    activitiesPerReplica: 1
  }
  dependsOn: [pullsImages]
}

module runs 'modules/runs.bicep' = {
  params: {
    name: '${name}-runs'
    location: location
    process: shared
    image: '${registry.properties.loginServer}/vividmed-cpu:${tag}'
    arguments: [
      'run'
      '--dataset'
      dataset
      '--root'
      '${storage.outputs.datasets}/${dataset}'
      '--out'
      '${storage.outputs.shards}/${dataset}'
      '--wait'
    ]
  }
  dependsOn: [pullsImages]
}

module dashboard 'modules/dashboard.bicep' = if (!empty(signInClientId)) {
  params: {
    name: '${name}-dashboard'
    location: location
    process: shared
    image: '${registry.properties.loginServer}/vividmed-cpu:${tag}'
    signInClientId: signInClientId
  }
  dependsOn: [pullsImages]
}

output datasets string = storage.outputs.datasets
output shards string = storage.outputs.shards
output scheduler string = 'Endpoint=${scheduler.outputs.endpoint};TaskHub=${scheduler.outputs.taskHub};Authentication=AzureCLI'
output schedulerDashboard string = scheduler.outputs.dashboard
output dashboard string = dashboard.?outputs.address ?? ''
