using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>Who must know of every visit that is handed in, in the same transaction.</summary>
internal interface IVisitWatch
{
    Task HandedInAsync(WriteSession session, Visit visit, CancellationToken stop);
}
