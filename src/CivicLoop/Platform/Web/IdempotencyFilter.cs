using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Web;

/// <summary>Answers a repeated write with the first answer. A key that comes back with another body
/// is a fault of the caller and refused.</summary>
internal sealed class IdempotencyFilter(
    CityDatabase database, Callers callers, ContactVault vault, TimeProvider time)
    : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        string? word = request.Request.Headers[Header];
        if (string.IsNullOrWhiteSpace(word))
        {
            return await next(context);
        }

        if (word.Length > IdempotencyKey.KeyMax)
        {
            return ApiAnswers.Of(request, new Problem(
                ProblemCode.FieldTooLong, Header, IdempotencyKey.KeyMax, word.Length));
        }

        var key = new IdempotencyKey
        {
            Owner = await OwnerAsync(request),
            Key = word,
            Digest = await DigestAsync(request),
            MadeAt = Instants.Storable(time.GetUtcNow()),
        };
        if (await FindAsync(key, request.RequestAborted) is { } first)
        {
            return Repeat(request, key, first);
        }

        IdempotencyKeys.Current = key;
        var answer = await next(context);
        IdempotencyKeys.Current = null;
        await StoreAnswerAsync(request, key, answer);
        return answer;
    }

    private async Task<IdempotencyKey?> FindAsync(IdempotencyKey key, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<IdempotencyKey>()
            .FirstOrDefaultAsync(row => row.Owner == key.Owner && row.Key == key.Key, stop);
    }

    private IResult Repeat(HttpContext request, IdempotencyKey key, IdempotencyKey first)
    {
        if (!first.Digest.AsSpan().SequenceEqual(key.Digest))
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.IdempotencyKeyReused, Header, key.Key));
        }

        request.Response.Headers["Idempotency-Replayed"] = "true";
        return first is { Status: { } status, Answer: { } answer }
            ? Results.Text(
                vault.Unlock(answer), "application/json; charset=utf-8", statusCode: status)
            : Results.Json(new { id = first.SubjectId }, statusCode: StatusCodes.Status200OK);
    }

    private async Task StoreAnswerAsync(HttpContext request, IdempotencyKey key, object? answer)
    {
        // What was refused is not kept: the caller may mend the world and ask again.
        var status = (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        if (status >= StatusCodes.Status400BadRequest || answer is not IValueHttpResult done)
        {
            return;
        }

        var body = JsonSerializer.Serialize(done.Value, ApiAnswers.Json);
        await database.WriteAsync(
            async session => (Outcome<int>)await IdempotencyKeys.AnswerAsync(
                session, key, status, vault.Lock(body)),
            request.RequestAborted);
    }

    private async Task<string> OwnerAsync(HttpContext request)
    {
        var caller = await callers.OfAsync(request);
        return caller.OrganizationCode is null
            ? $"{caller.Actor}@{request.Connection.RemoteIpAddress}"
            : caller.Actor;
    }

    private static async Task<byte[]> DigestAsync(HttpContext request)
    {
        request.Request.Body.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Request.Method} {request.Request.Path}{request.Request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Request.Body.ReadAsync(buffer, request.RequestAborted)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        request.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
