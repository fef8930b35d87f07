using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Sheets;

namespace Training.Domain.Trainers;

public static class TrainersModule
{
    public static IServiceCollection AddTrainers(this IServiceCollection services)
    {
        services.AddScoped<ApplyToPool>();
        services.AddScoped<PoolProgress>();
        services.AddScoped<SelectTrainers>();
        services.AddScoped<DeclineTrainers>();
        services.AddScoped<RecordTrainers>();
        services.AddScoped<SendBackTrainers>();
        services.AddScoped<PublishTrainers>();
        services.AddScoped<INoticeSubject, TrainerNotices>();
        services.AddScoped<LeavePool>();
        services.AddScoped<ComeBackToPool>();
        services.AddScoped<PoolGate>();
        services.AddScoped<AddCertificate>();
        services.AddScoped<LookAtPapers>();
        services.AddScoped<AddTrainingHours>();
        services.AddScoped<StrikeTrainingHours>();
        services.AddScoped<ChangeFacts>();
        services.AddScoped<ChangeOwnTimes>();
        services.AddScoped<ChangeServedCounties>();
        services.AddScoped<TrainerRegister>();
        services.AddScoped<ReadTrainer>();
        services.AddScoped<PoolQueues>();
        services.AddScoped<PoolBoard>();
        services.AddScoped<IAttachmentOwner, TrainerPapers>();
        services.AddScoped<ISheetImport, TrainerImport>();
        services.AddScoped<IUnfinishedWork, CandidatesToDecide>();
        return services;
    }
}
