using 'main.bicep'

param registryName = 'vividmedimages'
param tag = '0.1.0'
