using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Training.Domain.Agenda;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Courses;
using Training.Domain.Divisions;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Standards;
using Training.Domain.Topics;
using Training.Domain.Trainers;
using Training.Domain.Uploads;
using Training.Domain.Work;

namespace Training.Domain;

/// <summary>Lists the features of the domain. The host adds an <see cref="AccessScope"/>: of the signed-in account, or of everything.</summary>
public static class DomainModule
{
    public static IServiceCollection AddTrainingDomain(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = new DataFolder(configuration["Data"] ?? "data");
        services.AddSingleton(folder);
        services.AddSingleton<Vault>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddPersistence(configuration, folder);
        services.AddHistory();
        services.AddPeople();
        services.AddEvidence(configuration);
        services.AddWork(configuration);
        services.AddMessages();
        services.AddAccounts();
        services.AddScoped<ImportDivisions>();
        services.AddNotices();
        services.AddScoped<TopicCatalogue>();
        services.AddOrganizations();
        services.AddSheets(folder);
        services.AddDivisions();
        services.AddStations();
        services.AddTrainers();
        services.AddSocialWork();
        services.AddSessions();
        services.AddAttendance();
        services.AddCourses();
        services.AddUploads();
        services.AddStandards();
        services.AddFiling(configuration);
        services.AddInspections();
        services.AddCommendations();
        services.AddAgenda();
        services.AddPersonalData<StationMembershipData>();
        services.AddPersonalData<RollData>();
        services.AddPersonalData<DoorData>();
        services.AddPersonalData<HomeTeachingData>();
        services.AddScoped<IHealthRecord>(provider => provider.GetRequiredService<HomeTeachingData>());
        services.AddPersonalData<TrainerData>();
        services.AddPersonalData<AccountData>();
        services.AddScoped<PrepareInstallation>();
        return services;
    }
}
