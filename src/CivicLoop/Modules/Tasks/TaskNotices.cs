using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Tasks;

/// <summary>Tells a unit of its task; the notice leads to the task.</summary>
internal sealed class TaskNotices(CityHolder city)
{
    // What a unit wants to hear of; the rest stands on its page.
    private static readonly Dictionary<TaskCommand, string> ToUnit = new()
    {
        [TaskCommand.Send] = "task-new",
        [TaskCommand.Release] = "task-new",
        [TaskCommand.Reassign] = "task-new",
        [TaskCommand.Return] = "task-returned",
        [TaskCommand.Extend] = "task-extended",
        [TaskCommand.Cancel] = "task-cancelled",
        [TaskCommand.Merge] = "task-merged",
    };

    /// <summary>Where a task is worked on.</summary>
    public static string AddressOf(Guid id) => $"/console/tasks/task?id={id}";

    /// <param name="at">Not before this instant: a night's notice waits for the morning.</param>
    public Task TellAsync(
        WriteSession session, UnitTask task, TaskCommand command, DateTimeOffset now,
        DateTimeOffset at) =>
        !ToUnit.TryGetValue(command, out var template)
            ? Task.CompletedTask
            : Outbox.TellAsync(
                session, $"org:{task.UnitCode}", template,
                new
                {
                    title = task.Title, day = TypedDay.Show(task.DueDay),
                    address = AddressOf(task.Id),
                },
                city.Current.Language, at > now ? at : now);
}
