namespace VividMed.TaskHub;

/// <summary>Makes the store of a hub. Each hub has one of its own: nothing is shared between names.</summary>
/// <param name="hub">The hub's name as configured, in lower case.</param>
internal delegate IHubStore HubStoreFactory(string hub);
