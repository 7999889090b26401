using CivicLoop.Domain.People;

namespace CivicLoop.Modules.Evidence.Contracts;

/// <summary>Says who may see a picture that stands elsewhere than on a case. A module that keeps
/// pictures registers one.</summary>
internal interface IPictureViewers
{
    Task<bool> MaySeeAsync(string id, Caller caller, CancellationToken stop);
}
