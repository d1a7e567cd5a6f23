using VividMed.Storage.Stores;

namespace VividMed.Dashboard.Datasets;

/// <summary>What a version is like, as a page that needs nothing else, the one that <c>vividmed shards quality</c> writes.</summary>
public delegate Task<string> QualityReader(IBlobStore store, int version, CancellationToken cancellationToken);
