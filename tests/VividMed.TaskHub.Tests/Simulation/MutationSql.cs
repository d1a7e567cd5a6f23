namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Faults of the store, planted as triggers.</summary>
internal static class MutationSql
{
    public static string? Of(Mutation mutation) => mutation switch
    {
        Mutation.KeepsActivities => "CREATE TRIGGER fault AFTER DELETE ON activities BEGIN INSERT INTO activities(id, instance, execution, task, name, version, payload) VALUES (OLD.id, OLD.instance, OLD.execution, OLD.task, OLD.name, OLD.version, OLD.payload); END",
        Mutation.LosesMessages => "CREATE TRIGGER fault AFTER INSERT ON messages WHEN NEW.id % 40 = 0 BEGIN DELETE FROM messages WHERE id = NEW.id; END",
        Mutation.KeepsMessages => "CREATE TRIGGER fault AFTER DELETE ON messages WHEN OLD.id % 40 = 0 BEGIN INSERT INTO messages VALUES (OLD.id, OLD.instance, OLD.visible_at, OLD.bound, OLD.payload); END",
        _ => null,
    };
}
